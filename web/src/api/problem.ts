/** What the API refuses, as RFC 9457 tells it; `unreachable` where no answer came at all. */
export class Problem extends Error {
  override name = "Problem";
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(detail);
  }
}

export interface FieldProblem {
  /** JSON pointer into the body that was sent. */
  pointer: string;
  code: string;
  detail: string;
  /** In a query or a text: where the fault begins, in characters. */
  position?: number;
}

/** No answer came: the server is away, or the line is. */
export const unreachable = (): Problem => new Problem(0, "unreachable", "");

/** An answer that refuses, read without trust: a proxy in between may answer with a page. */
export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body !== "object" || body === null) return new Problem(status, `http_${status}`, "");
  const { code, detail, errors } = body as Record<string, unknown>;
  const text = typeof detail === "string" ? detail : "";
  return new Problem(
    status,
    typeof code === "string" ? code : `http_${status}`,
    text.slice(0, 1).toUpperCase() + text.slice(1),
    Array.isArray(errors) ? errors.filter(isFieldProblem) : [],
  );
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof value === "object" && value !== null && "pointer" in value && "detail" in value;
}

/**
 * A problem's faults, by the fields of a form whose values mirror the body: `/settings/baseUrl` is `settings.baseUrl`.
 * Those of no field stay in `rest`, to be said above the form.
 */
export function faultsByField(
  problem: Problem,
  isField: (name: string) => boolean,
): { fields: Record<string, string>; rest: string[] } {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of problem.fields) {
    const name = pointer.replace(/^\//, "").replaceAll("/", ".");
    if (isField(name)) fields[name] = detail;
    else rest.push(detail);
  }
  if (problem.fields.length === 0) rest.push(problem.message);
  return { fields, rest };
}
