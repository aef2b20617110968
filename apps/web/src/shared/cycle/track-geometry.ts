/** A running track seen from above: two straights joined by half circles, in SVG units. */
export interface TrackGeometry {
  readonly width: number;
  readonly height: number;
  /** From the edge of the drawing to the middle of the track. */
  readonly inset: number;
}

export interface TrackPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a runner is after a share of a lap.
 *
 * The start line is in the middle of the lower straight and one runs to the right from it: counter-clockwise, as on
 * every track.
 *
 * @param lap - share of a lap, 0..1; wraps around
 */
export function trackPoint(geometry: TrackGeometry, lap: number): TrackPoint {
  const { width, height, inset } = geometry;
  const { radius, straight, length } = measureTrack(geometry);
  const left = inset + radius;
  const right = width - inset - radius;
  const centreY = height / 2;
  let way = (((lap % 1) + 1) % 1) * length;
  if (way <= straight / 2) return { x: width / 2 + way, y: centreY + radius };
  way -= straight / 2;
  if (way <= Math.PI * radius) return onCurve(right, centreY, radius, Math.PI / 2 - way / radius);
  way -= Math.PI * radius;
  if (way <= straight) return { x: right - way, y: centreY - radius };
  way -= straight;
  if (way <= Math.PI * radius) return onCurve(left, centreY, radius, -Math.PI / 2 - way / radius);
  way -= Math.PI * radius;
  return { x: left + way, y: centreY + radius };
}

/** The same lap as an SVG path, beginning at the start line. */
export function trackPath(geometry: TrackGeometry): string {
  const { width, height, inset } = geometry;
  const { radius } = measureTrack(geometry);
  const left = inset + radius;
  const right = width - inset - radius;
  const low = height / 2 + radius;
  const high = height / 2 - radius;
  const arc = `A${radius} ${radius} 0 0 0`;
  return `M${width / 2} ${low}H${right}${arc} ${right} ${high}H${left}${arc} ${left} ${low}H${width / 2}`;
}

function measureTrack({ width, height, inset }: TrackGeometry) {
  const radius = height / 2 - inset;
  const straight = width - 2 * inset - 2 * radius;
  return { radius, straight, length: 2 * straight + 2 * Math.PI * radius };
}

function onCurve(cx: number, cy: number, radius: number, angle: number): TrackPoint {
  return { x: cx + radius * Math.cos(angle), y: cy + radius * Math.sin(angle) };
}
