import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A link to an address made of parts, inside the app: the page is not loaded anew. */
export function Door({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  const router = useRouter();
  return (
    <a
      href={to}
      className={className}
      onClick={(event) => {
        // Whoever wants another tab gets it.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(to);
      }}
    >
      {children}
    </a>
  );
}
