/** The page's style: readable in light and dark, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; } h3 { margin: 1.5rem 0 0.3rem; }
.small { font-size: 0.85rem; opacity: 0.75; }
.tiles { display: flex; flex-wrap: wrap; gap: 0.8rem; }
.tile { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.9rem; }
.tile b { display: block; font-size: 1.6rem; }
.badge { font-size: 0.8rem; border-radius: 0.3rem; padding: 0.05rem 0.45rem; background: var(--soft);
  border: 1px solid var(--line); white-space: nowrap; }
.badge.failed, .badge.defect { background: #b3261e; border-color: #b3261e; color: #fff; }
.badge.passed, .badge.remediated { background: #1e6b34; border-color: #1e6b34; color: #fff; }
.badge.waived, .badge.known { background: #7a5200; border-color: #7a5200; color: #fff; }
.badge.unverified { background: #2b5797; border-color: #2b5797; color: #fff; }
details { border-top: 1px solid var(--line); padding: 0.35rem 0; }
summary { cursor: pointer; }
pre { overflow-x: auto; background: var(--soft); border-radius: 0.4rem; padding: 0.7rem 0.9rem;
  font-size: 0.85rem; line-height: 1.4; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.1rem; }
`;
