/**
 * Code that CloudFront runs on a viewer's request, as text, since CloudFront takes one self-contained
 * script in its own JavaScript dialect:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */

/** Header that says which prefix was taken off a path. */
export const prefixHeader = "x-forwarded-prefix";

/** Headers by which a caller says what is traced; whoever pays for traces decides that. */
const traceHeaders = ["x-amzn-trace-id", "traceparent", "tracestate"] as const;

/**
 * Takes a leading prefix such as `/api` off the path before the request goes to the origin, and says so
 * in a header, whatever the viewer sent there. A viewer's own trace ends here.
 */
export function stripPrefixFunction(prefix: string): string {
  return `function handler(event) {
  var request = event.request;
  request.uri = request.uri.slice(${prefix.length}) || "/";
  request.headers[${JSON.stringify(prefixHeader)}] = { value: ${JSON.stringify(prefix)} };
${traceHeaders.map((header) => `  delete request.headers[${JSON.stringify(header)}];`).join("\n")}
  return request;
}
`;
}

/**
 * Answers the paths of a single-page application with its page. A path whose last segment has a dot
 * names a file and is left alone, so a missing image stays a 404.
 */
export function singlePageFunction(indexDocument: string): string {
  return `function handler(event) {
  var request = event.request;
  var lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (lastSegment.indexOf(".") === -1) request.uri = ${JSON.stringify(`/${indexDocument}`)};
  return request;
}
`;
}
