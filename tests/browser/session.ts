import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { watch } from "./watch";

const artifacts = join(__dirname, "../../artifacts");
const stepLimitMs = 15_000;

export const desktop = { width: 1280, height: 960 } as const;
export const phone = { width: 390, height: 844 } as const;

/** The test's visits to the shop. Every visit is another customer with an empty cart. */
export class Session {
  readonly complaints: string[] = [];
  /** The page of the latest visit, for the picture of a failure. */
  private latest: Page | undefined;

  constructor(
    readonly baseUrl: string,
    private readonly browser: Browser,
  ) {
    mkdirSync(artifacts, { recursive: true });
    for (const file of readdirSync(artifacts)) {
      if (file.startsWith("failed-")) rmSync(join(artifacts, file));
    }
  }

  /** Opens a fresh page in a browser of its own, as wide as a desk unless told otherwise. */
  async visit(options: BrowserContextOptions = {}): Promise<Page> {
    await this.latest?.context().close();
    const context = await this.browser.newContext({
      baseURL: this.baseUrl,
      viewport: desktop,
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(stepLimitMs);
    await watch(context, this.baseUrl, (complaint) => this.complaints.push(complaint));
    this.latest = await context.newPage();
    return this.latest;
  }

  /** Keeps a picture of what `page` shows, once everything in sight has loaded. */
  async picture(page: Page, name: string): Promise<void> {
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(artifacts, `${name}.png`) });
  }

  /** Keeps a picture of the latest visit, when there is one. Never fails. */
  async pictureOfFailure(name: string): Promise<string | undefined> {
    const path = join(artifacts, `failed-${name}.png`);
    const taken = await this.latest?.screenshot({ path }).catch(() => undefined);
    return taken === undefined ? undefined : path;
  }
}
