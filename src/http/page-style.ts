/** What the server's own plain pages look like, by day and by night. */
export const pageStyle = `
    :root { color-scheme: light dark; --ink: #1d2129; --paper: #fbfbf9; --line: #d9d9d4; --quiet: #5a606b; --act: #0b5c6b; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e4; --paper: #16181c; --line: #3a3d44; --quiet: #a0a6b0; --act: #6cc3d1; } }
    body { margin: 0 auto; padding: 40px 20px; max-width: 720px; background: var(--paper); color: var(--ink);
      font: 16px/26px "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; }
    h1 { font-size: 28px; line-height: 40px; margin: 0; } h2 { font-size: 18px; margin: 32px 0 8px; }
    p { margin: 8px 0; } .quiet { color: var(--quiet); } a { color: var(--act); }
`
