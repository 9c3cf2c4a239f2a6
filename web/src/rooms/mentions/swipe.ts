import { type TouchEvent, useRef } from "react";

const leastPixels = 90;

/**
 * A finger that goes across: far enough, and more across than down, so that what scrolls goes on scrolling. What scrolls
 * or is written across keeps its own.
 */
export function useSwipe(onSwipe: (to: "left" | "right") => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches, target }: TouchEvent) => {
      const [finger, second] = [touches[0], touches[1]];
      const isOwn = target instanceof Element && target.closest("input, textarea, [role=dialog]") !== null;
      from.current = finger && !second && !isOwn ? { x: finger.clientX, y: finger.clientY } : null;
    },
    onTouchCancel: () => {
      from.current = null;
    },
    onTouchEnd: ({ changedTouches: { 0: finger } }: TouchEvent) => {
      const start = from.current;
      from.current = null;
      if (!start || !finger) return;
      const across = finger.clientX - start.x;
      if (Math.abs(across) < leastPixels || Math.abs(across) < 2 * Math.abs(finger.clientY - start.y)) return;
      onSwipe(across > 0 ? "right" : "left");
    },
  };
}
