/** The request of a smoke test, as a function gets requests, and the status in its answer. Pure. */

/** A GET request as API Gateway writes it, which the services understand on Lambda. */
export function smokeEvent(path: string): object {
  return {
    version: "2.0",
    rawPath: path,
    rawQueryString: "",
    headers: { host: "localhost", "user-agent": "smoke-test" },
    requestContext: { http: { method: "GET", path } },
    isBase64Encoded: false,
  };
}

/** The HTTP status in an answer; undefined when it has none. */
export function statusIn(payload: string): number | undefined {
  try {
    const answer: unknown = JSON.parse(payload);
    if (typeof answer !== "object" || answer === null || !("statusCode" in answer))
      return undefined;
    return typeof answer.statusCode === "number" ? answer.statusCode : undefined;
  } catch {
    return undefined;
  }
}
