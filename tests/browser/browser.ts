import { accessSync, constants } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { UsageError } from "./options";

const flags = [
  "--headless=new",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the installed Chromium; never downloads one. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  try {
    accessSync(executablePath, constants.X_OK);
  } catch {
    throw new UsageError(
      `Browser test: there is no browser to run at ${executablePath}. Expected Chromium 120 or newer. ` +
        "Install it (Debian and Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to the " +
        "executable of a Chromium or Chrome that is installed, and run the test again.",
    );
  }
  // Chromium's own sandbox refuses to work for root, who runs most containers.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath,
    args: [...flags, ...asRoot],
    // An interrupted test still has a sandbox to stop, so it does not end at once.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
