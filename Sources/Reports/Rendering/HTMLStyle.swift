/// How HTML reports look, on screen and on paper. Colour only repeats what words say.
enum HTMLStyle {
    static let sheet = """
        :root { --ink: #1b2330; --soft: #55606f; --line: #c9d0d9; --tint: #eef2f6; --accent: #154273; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 2.5rem 4rem; max-width: 75rem; color: var(--ink);
          background: #fff; font: 16px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; color: var(--accent); }
        h2 { font-size: 1.35rem; margin: 2.4rem 0 .6rem; padding-bottom: .2rem;
          border-bottom: 2px solid var(--accent); }
        h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
        p, ul, ol, dl, table, figure { margin: .5rem 0 1rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; }
        dt { color: var(--soft); } dd { margin: 0; }
        nav ol { columns: 2; padding-left: 1.4rem; }
        a { color: var(--accent); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        caption { text-align: left; color: var(--soft); padding: 0 0 .3rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
          border-bottom: 1px solid var(--line); }
        thead th { background: var(--tint); border-bottom: 2px solid var(--line); }
        tbody th { font-weight: 600; min-width: 13rem; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        sup { font-size: .7em; line-height: 0; margin-left: .1em; } sup a { text-decoration: none; }
        abbr { color: var(--soft); text-decoration: none; font-size: .85em; }
        .short { white-space: nowrap; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .mark { padding: .05rem .2rem; font-size: .92em; font-weight: 400;
          box-decoration-break: clone; -webkit-box-decoration-break: clone; }
        .conflict, .attention { color: #8a1c1c; background: #fdf1f0; }
        .dispute { color: #6a4700; background: #fff7e3; }
        .withdrawn_but_edited, .withdrawn, .withheld, .by_reference { color: #3d4653; background: var(--tint); }
        figure { padding: .8rem 0; } figcaption { color: var(--soft); font-size: .9rem; }
        svg { display: block; width: 100%; height: auto; }
        .sources { font-size: .82rem; } .sources ul { margin: 0; padding-left: 1.1rem; }
        .sources li:target { background: #fff7c9; }
        @media print {
          @page { size: A4; margin: 16mm 14mm; }
          body { padding: 0; max-width: none; font-size: 9.5pt; }
          nav { display: none; } a { color: inherit; text-decoration: none; }
          .wide { overflow: visible; } thead { display: table-header-group; }
          tr, figure { break-inside: avoid; } h2, h3 { break-after: avoid; }
        }
        """
}
