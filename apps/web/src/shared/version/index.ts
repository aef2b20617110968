/** Of the page, as it was built. */
export { version } from "../../../package.json";
