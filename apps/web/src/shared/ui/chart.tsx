import { useEffect, useRef } from "react";
import type { Options } from "uplot";
import { describeError } from "#shared/errors/index.ts";

/** One row of numbers over the chart's x; `null` leaves a gap. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly look: "bars" | "line";
  /** Name of the colour in tokens.css, e.g. "--clay". */
  readonly colour: string;
}

interface ChartProps {
  /** What it shows, for who can't see it: the numbers themselves stand in a table beside it. */
  readonly label: string;
  readonly x: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
}

const height = 200;

/** A chart drawn by uPlot, which is loaded when the first one is shown. */
export function Chart(props: ChartProps): React.ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const drawn = useRef<Drawn | undefined>(undefined);
  useEffect(() => {
    latest.current = props;
    drawn.current?.update(props);
  });
  useEffect(() => {
    let isOver = false;
    let end: () => void = () => {};
    const element = place.current;
    if (!element) return;
    draw(element, () => latest.current).then(
      (chart) => {
        if (isOver) return chart.end();
        drawn.current = chart;
        end = chart.end;
      },
      (error: unknown) => {
        element.textContent = `The chart could not be loaded: ${describeError(error)}`;
      },
    );
    return () => {
      isOver = true;
      drawn.current = undefined;
      end();
    };
  }, []);
  return <div className="chart" ref={place} role="img" aria-label={props.label} />;
}

interface Drawn {
  update(props: ChartProps): void;
  end(): void;
}

async function draw(element: HTMLElement, props: () => ChartProps): Promise<Drawn> {
  const [{ default: UPlot }] = await Promise.all([
    import("uplot"),
    import("uplot/dist/uPlot.min.css"),
  ]);
  const chart = new UPlot(
    options(element, props, UPlot.paths.bars?.({ size: [0.7, 48] })),
    table(props()),
    element,
  );
  const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
  resized.observe(element);
  const endTheme = onThemeChange(() => chart.redraw(false));
  return {
    update: (next) => chart.setData(table(next)),
    end() {
      resized.disconnect();
      endTheme();
      chart.destroy();
    },
  };
}

/** 1, 2, 5, 10, 20 … up to 10^15: what is counted has no fractions. */
const wholeSteps = Array.from(
  { length: 46 },
  (_, i) => ([1, 2, 5][i % 3] as number) * 10 ** Math.floor(i / 3),
);

function table({ x, series }: ChartProps): [number[], ...(number | null)[][]] {
  return [[...x], ...series.map(({ values }) => [...values])];
}

function options(
  element: HTMLElement,
  props: () => ChartProps,
  bars: NonNullable<Options["series"][number]["paths"]> | undefined,
): Options {
  const colour = (name: string) => () => colourOf(element, name);
  const axis = {
    stroke: colour("--muted"),
    font: "12px system-ui, sans-serif",
    ticks: { show: false },
  };
  const line = (name: string) => ({ stroke: colour(name), width: 1 });
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, min, max) => [min - 0.5, max + 0.5] },
      // From zero: a bar's length is its number.
      y: { range: (_, _min, max) => [0, max > 0 ? max * 1.05 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        incrs: wholeSteps,
        values: (_, ticks) => ticks.map((tick) => props().formatX(tick)),
      },
      {
        ...axis,
        grid: line("--line"),
        incrs: wholeSteps,
        size: 56,
        values: (_, ticks) => ticks.map((tick) => props().formatY(tick)),
      },
    ],
    series: [
      {},
      ...props().series.map(({ name, look, colour: token }) => ({
        label: name,
        stroke: colour(token),
        points: { show: look === "line", size: 6 },
        ...(look === "bars" ? { fill: colour(token), width: 0, ...(bars && { paths: bars }) } : {}),
      })),
    ],
  };
}

/** A token as the canvas understands it: what `light-dark()` comes to here. */
function colourOf(element: HTMLElement, token: string): string {
  element.style.color = `var(${token})`;
  const { color } = getComputedStyle(element);
  element.style.color = "";
  return color;
}

function onThemeChange(listener: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(listener);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", listener);
  return () => {
    chosen.disconnect();
    dark.removeEventListener("change", listener);
  };
}
