/** A GitHub workflow that gates every push on the baseline. */
export function workflow(language: "javascript" | "typescript" | "python"): string {
  const python =
    language === "python"
      ? `      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
`
      : "";
  return `name: conformance
on: [push, pull_request]
permissions:
  contents: read
jobs:
  conformance:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${python}      - run: npm install
      - run: npm run conformance -- --reporter terminal --reporter github --reporter junit=reports/junit.xml
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: conformance
          path: reports
`;
}
