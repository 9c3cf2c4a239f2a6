import { useRouter } from "@tanstack/react-router";
import { LoadError } from "../shared/LoadError.tsx";

/** What a room throws while it is drawn, or a part of the app that did not arrive. The frame around it stays. */
export function RoomError({ error }: { error: unknown }) {
  const router = useRouter();
  return <LoadError what="common.thisRoom" error={error} onRetry={() => void router.invalidate()} />;
}
