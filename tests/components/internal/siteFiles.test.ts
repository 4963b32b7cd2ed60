import assert from "node:assert/strict";
import { cacheControl, contentType, listSiteFiles } from "../../../components/internal/siteFiles";
import { useWorkspace } from "../../helpers/workspace";

describe("listSiteFiles", () => {
  useWorkspace({
    files: { "site/index.html": "", "site/assets/b.js": "", "site/assets/a.css": "" },
  });

  it("lists every file below the folder by key, with type and caching", () => {
    assert.deepEqual(listSiteFiles("site"), [
      {
        key: "assets/a.css",
        path: "site/assets/a.css",
        contentType: "text/css; charset=utf-8",
        cacheControl: "public, max-age=31536000, immutable",
      },
      {
        key: "assets/b.js",
        path: "site/assets/b.js",
        contentType: "text/javascript; charset=utf-8",
        cacheControl: "public, max-age=31536000, immutable",
      },
      {
        key: "index.html",
        path: "site/index.html",
        contentType: "text/html; charset=utf-8",
        cacheControl: "no-cache",
      },
    ]);
  });
});

describe("contentType", () => {
  for (const [key, expected] of [
    ["images/LAMP.SVG", "image/svg+xml"],
    ["font.woff2", "font/woff2"],
    ["robots.txt", "text/plain; charset=utf-8"],
    ["archive.xyz", "application/octet-stream"],
    ["LICENSE", "application/octet-stream"],
  ] as const) {
    it(`serves ${key} as ${expected}`, () => {
      assert.equal(contentType(key), expected);
    });
  }
});

describe("cacheControl", () => {
  for (const [key, expected] of [
    ["assets/index-0a1b.js", "public, max-age=31536000, immutable"],
    ["about/index.html", "no-cache"],
    ["images/assets/lamp.svg", "public, max-age=3600"],
  ] as const) {
    it(`caches ${key} with ${expected}`, () => {
      assert.equal(cacheControl(key), expected);
    });
  }

  it("keeps files for as long as it is told, and pages never", () => {
    const caching = { hashedFolder: "static/js", hashedMaxAgeSeconds: 600, otherMaxAgeSeconds: 60 };
    assert.deepEqual(
      ["static/js/app-1a.js", "static/app.css", "assets/app-1a.js", "static/js/page.html"].map(
        (key) => cacheControl(key, caching),
      ),
      ["public, max-age=600, immutable", "public, max-age=60", "public, max-age=60", "no-cache"],
    );
  });
});
