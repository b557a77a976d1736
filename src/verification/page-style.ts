/** Ink on paper; three tones say how the document stands, each with its sign and word. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2129; --quiet: #565c66; --paper: #fbfbf9; --line: #d9d9d4; --act: #0b5c6b; --on-act: #fff;
  --good: #17603a; --good-ground: #eaf4ee; --note: #1d4f91; --note-ground: #eaf0f9; --bad: #a3261b; --bad-ground: #fbecea; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e4; --quiet: #a9afb9; --paper: #16181c; --line: #3a3d44; --act: #6cc3d1; --on-act: #0d1315;
  --good: #7fd0a2; --good-ground: #172a20; --note: #9dc0f2; --note-ground: #17212f; --bad: #f2968d; --bad-ground: #331b19; } }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { max-width: 560px; margin: 0 auto; padding: 20px 20px 32px; background: var(--paper); color: var(--ink);
  font: 16px/26px "PingFang SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
header { padding-bottom: 16px }
header p { color: var(--quiet); font-size: 14px; line-height: 22px }
h1 { font-size: 22px; line-height: 32px; font-weight: 600 }
h2 { font-size: 16px; line-height: 26px; font-weight: 600; margin-bottom: 4px }
section { margin-top: 24px }
.state { margin-top: 0; padding: 16px 16px 16px 20px; border-radius: 6px; border-left: 4px solid }
.state .word { display: flex; align-items: center; gap: 12px; font-size: 22px; line-height: 32px; font-weight: 600; margin-bottom: 4px }
.state .mark { flex: none; width: 32px; height: 32px; border-radius: 16px; border: 2px solid; text-align: center; line-height: 28px; font-size: 18px }
.state p:last-child { color: var(--ink) }
.good { color: var(--good) } .note { color: var(--note) } .bad { color: var(--bad) }
.state.good { background: var(--good-ground); border-color: var(--good) }
.state.note { background: var(--note-ground); border-color: var(--note) }
.state.bad { background: var(--bad-ground); border-color: var(--bad) }
.acts { list-style: none; margin-top: 12px; padding-left: 24px }
dl { display: grid; grid-template-columns: 56px 1fr; border-top: 1px solid var(--line) }
dt, dd { padding: 9px 0; border-bottom: 1px solid var(--line) }
dt { color: var(--quiet) }
.whole { white-space: nowrap }
@media (max-width: 380px) { .number { font-size: 14px } }
.quiet { color: var(--quiet); font-size: 14px; line-height: 22px }
.act { display: block; margin-top: 12px; padding: 11px 16px; border-radius: 6px; background: var(--act); color: var(--on-act); text-align: center; font-weight: 600; cursor: pointer }
.act input { position: absolute; width: 1px; height: 1px; opacity: 0 }
.act:focus-within { outline: 3px solid var(--ink); outline-offset: 2px }
.outcome { min-height: 26px; margin-top: 12px; font-weight: 600 }
details { margin-top: 12px; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line) }
summary { padding: 11px 0; cursor: pointer }
.prints { grid-template-columns: 1fr; border: 0; padding-bottom: 12px }
.prints dt { border: 0; padding: 4px 0 0; font-size: 14px }
.prints dd { border: 0; padding: 0; font: 14px/22px ui-monospace, "SF Mono", Consolas, monospace }
.prints span { display: inline-block; margin-right: 4px }
footer { margin-top: 24px; color: var(--quiet); font-size: 14px; line-height: 22px }
footer p + p { margin-top: 8px }
@media (min-width: 700px) { body { padding-top: 48px } }
`
