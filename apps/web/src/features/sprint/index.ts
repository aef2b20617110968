export { SprintPage } from "./sprint-page.tsx";
