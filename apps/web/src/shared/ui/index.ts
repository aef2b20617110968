export { Button } from "./button.tsx";
export { Notice } from "./notice.tsx";
export { Progress } from "./progress.tsx";
export { Segments } from "./segments.tsx";
export { TextInput } from "./text-input.tsx";
export { PhaseList, Track } from "./track.tsx";
