export { Button } from "./button.tsx";
export { Chart, type ChartSeries } from "./chart.tsx";
export { Notice } from "./notice.tsx";
export { Progress } from "./progress.tsx";
export { Segments } from "./segments.tsx";
export { Slider } from "./slider.tsx";
export { Switch } from "./switch.tsx";
export { TextInput } from "./text-input.tsx";
export { PhaseList, Track } from "./track.tsx";
