/** Blue and orange, which every kind of colour vision tells apart, and never alone: shape and word go along. */
export const LIGHT = `color-scheme:light;
--bg:#fafaf8;--panel:#fff;--ink:#1c2024;--soft:#5b636c;--line:#e4e5e3;--strong-line:#c6cacd;--shade:#f3f4f2;
--link:#0b559f;--good:#0b559f;--bad:#8c3a08;--bad-bg:#fdf1e7;--bad-line:#d9772b;--fact:#0b559f;--fact-bg:#e9f1fa;--focus:#0b559f`;

export const DARK = `color-scheme:dark;
--bg:#131619;--panel:#1a1e22;--ink:#e6e8ea;--soft:#a4acb4;--line:#2c3237;--strong-line:#4a525a;--shade:#21262b;
--link:#86bcf6;--good:#86bcf6;--bad:#ffb681;--bad-bg:#2d2016;--bad-line:#c8722f;--fact:#86bcf6;--fact-bg:#17283b;--focus:#86bcf6`;

export const TOKENS = `
:root{${LIGHT};
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;
--gap:1.25rem;--bar:3.25rem}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:root[data-theme=light]{${LIGHT}}
:root[data-theme=dark]{${DARK}}
`;
