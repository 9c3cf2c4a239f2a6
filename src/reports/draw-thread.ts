import type { ReportContent } from "./content.ts";
import { drawReport } from "./draw.ts";

/** What runs in a thread of its own: see `drawer.ts`. */
export default (content: ReportContent): Promise<Uint8Array> => drawReport(content);
