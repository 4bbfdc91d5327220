/** How the page of `plan --html` looks: on a screen, on a phone, in the dark and on paper. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--line:#d1d9e0;--card:#f6f8fa;--bar:#0969da;--critical:#cf222e;--done:#8c959f;--link:#0969da}
@media(prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9198a1;--line:#3d444d;--card:#151b23;--bar:#4493f8;--critical:#f85149;--done:#6e7681;--link:#4493f8}body{background:#0d1117}}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--text)}main{max-width:1100px;margin:0 auto;padding:24px 16px}
h1{font-size:26px;line-height:1.25;margin:0}h2{font-size:18px;border-bottom:1px solid var(--line);padding-bottom:4px;margin:32px 0 12px}
.path{color:var(--soft);margin:4px 0 16px;overflow-wrap:anywhere}a{color:var(--link)}p{margin:0 0 8px}
.figures{list-style:none;display:flex;flex-wrap:wrap;gap:8px;padding:0;margin:0}
.figures li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:8px 12px;color:var(--soft);font-size:13px}
.figures b{display:block;font-size:20px;color:var(--text)}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;min-width:50%}th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600;white-space:nowrap}td{min-width:7ch}td a{white-space:nowrap}td ul{margin:0;padding:0;list-style:none;min-width:22ch}ol{padding-left:32px}li{overflow-wrap:anywhere}
.gantt{width:100%;min-width:720px;font:12px system-ui,sans-serif}.gantt text{fill:var(--text)}.gantt .bar text{text-anchor:end}
.gantt .bar rect{fill:var(--bar)}.gantt .done rect{fill:var(--done)}.gantt .critical rect{fill:var(--critical)}
.gantt .tick line{stroke:var(--line)}.gantt .tick text{fill:var(--soft);text-anchor:middle;font-size:10px}
@media print{main{max-width:none;padding:0}section{break-inside:auto}tr,.figures li{break-inside:avoid}h2{break-after:avoid}.wide{overflow:visible}.gantt{min-width:0}.graph{max-width:100%;height:auto}a{color:inherit;text-decoration:none}@page{size:A4 landscape;margin:12mm}}`;
