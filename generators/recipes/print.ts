import { stringifyJson } from "../../src/tensor/json.ts";

/** JSON with one record a line, so that a diff of a re-recording reads. */
export function printRecords(file: object): string {
  const members = Object.entries(file).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((record) => `  ${stringifyJson(record)}`).join(",\n")}\n ]`
      : stringifyJson(value);
    return ` ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${members.join(",\n")}\n}\n`;
}
