export { BlocksPage } from "./blocks-page.tsx";
