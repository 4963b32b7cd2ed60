import type { BrowserContext } from "playwright-core";

/**
 * Notes what a visitor would not see but must not happen: errors in the console, violations of the content
 * security policy, and requests to anybody but the shop. Call it before the context opens a page.
 */
export async function watch(
  context: BrowserContext,
  baseUrl: string,
  complain: (complaint: string) => void,
): Promise<void> {
  await context.addInitScript(`
    addEventListener("securitypolicyviolation", (event) => {
      console.error("content security policy refused", event.effectiveDirective, event.blockedURI);
    });
  `);
  context.on("console", (message) => {
    if (message.type() === "error")
      complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => {
    complain(`uncaught: ${error.error().message}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== baseUrl) complain(`request to ${url.origin}`);
  });
}
