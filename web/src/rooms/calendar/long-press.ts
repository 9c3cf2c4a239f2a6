import { type MouseEvent, type TouchEvent, useRef } from "react";

const restMilliseconds = 500;
const slipPixels = 10;

/**
 * A finger that rests, or the other button of a mouse. What follows of the touch opens nothing, and a finger that
 * slips scrolls as ever.
 */
export function useLongPress(onPress: (x: number, y: number) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef<{ x: number; y: number } | null>(null);
  const isTouching = useRef(false);
  const isPressed = useRef(false);
  const end = () => {
    clearTimeout(timer.current);
    isTouching.current = false;
  };
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const finger = touches[0];
      end();
      isPressed.current = false;
      isTouching.current = true;
      if (!finger || touches.length > 1) return;
      const { clientX: x, clientY: y } = finger;
      from.current = { x, y };
      timer.current = setTimeout(() => {
        isPressed.current = true;
        onPress(x, y);
      }, restMilliseconds);
    },
    onTouchMove: ({ touches: { 0: finger } }: TouchEvent) => {
      const start = from.current;
      if (!finger || !start) return;
      if (Math.hypot(finger.clientX - start.x, finger.clientY - start.y) > slipPixels)
        clearTimeout(timer.current);
    },
    onTouchCancel: end,
    onTouchEnd: (event: TouchEvent) => {
      end();
      if (isPressed.current) event.preventDefault();
    },
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      // Some browsers say it of a resting finger as well, which the timer has told already or is about to.
      clearTimeout(timer.current);
      if (isTouching.current && isPressed.current) return;
      isPressed.current = isTouching.current;
      onPress(event.clientX, event.clientY);
    },
  };
}
