import { type IconName, iconPaths } from "./icon-paths.ts";
import { networkMarks } from "./network-marks.ts";

/** An outline of 18 px. It says nothing to screen readers: the control it stands in has the name. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  const isFilled = name.endsWith("-filled");
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={isFilled ? "currentColor" : "none"}
      stroke={isFilled ? "none" : "currentColor"}
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {iconPaths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

/**
 * A network's mark in one box size; its first letter where we have no mark.
 * @param props.name that of the mark unless given; empty where the same word stands beside it: then it says nothing to screen readers
 */
export function NetworkIcon({ network, name, size = 18 }: { network: string; name?: string; size?: number }) {
  const mark = networkMarks[network];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role="img"
      aria-label={name ?? mark?.name ?? network}
      aria-hidden={name === "" || undefined}
    >
      {mark ? (
        <path d={mark.path} fill={isDark(mark.colour) ? "currentColor" : mark.colour} />
      ) : (
        <text x="12" y="17" textAnchor="middle" fontSize="15" fontWeight="650" fill="currentColor">
          {(name ?? network).slice(0, 1).toUpperCase()}
        </text>
      )}
    </svg>
  );
}

/** Black marks (X, Threads) would vanish on a dark page: they take the colour of the text. */
function isDark(colour: string): boolean {
  return Number.parseInt(colour.slice(1), 16) < 0x202020;
}
