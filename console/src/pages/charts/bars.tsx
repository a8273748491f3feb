import { Simple } from '../../parts/simple-table.tsx';

export interface Bar {
  name: string;
  /** How high it is: a count, or milliseconds. */
  size: number;
  /** What it says. Default: the size. */
  text?: string;
}

const height = 140;
/** As wide as the longest status, so that no name is cut. */
const step = 112;

/** Bars, and the same as a table for whoever does not see them. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ size }) => size));
  return (
    <div>
      <div className="wide" tabIndex={0} role="region" aria-label={label}>
        <svg
          className="bars"
          role="img"
          aria-label={`${label}, as in the table below`}
          width={bars.length * step}
          height={height + 44}
        >
          {bars.map(({ name, size, text = String(size) }, at) => {
            const high = Math.round((size / most) * height);
            const middle = at * step + step / 2;
            return (
              <g key={name}>
                <rect x={middle - 20} y={height + 18 - high} width={40} height={high} />
                <text x={middle} y={height + 12 - high}>
                  {text}
                </text>
                <text x={middle} y={height + 36}>
                  {name}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <details>
        <summary>{label} as a table</summary>
        <Simple
          label={`${label} as a table`}
          rows={bars.map(({ name, size, text = String(size) }) => ({
            key: name,
            cells: { Name: name, Value: text },
          }))}
        />
      </details>
    </div>
  );
}
