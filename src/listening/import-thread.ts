import { type LinesRead, type LinesToRead, readHere } from "./import-read.ts";

/** What runs in a thread of its own for a long import: see `import-threads.ts`. */
const reader = readHere();

export default (work: LinesToRead): Promise<LinesRead> => reader.read(work);
