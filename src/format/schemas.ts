import { FAIL_KINDS, VERDICTS } from "./results.ts";
import { DTYPES } from "./tensor.ts";

const tensor = {
  type: "object",
  required: ["dtype", "shape", "data"],
  properties: {
    dtype: { enum: DTYPES },
    shape: { type: "array", items: { type: "integer", minimum: 0 } },
    data: { type: "array", items: { type: ["number", "string", "boolean"] } },
  },
} as const;

const tensors = { type: "object", additionalProperties: tensor } as const;
const strings = { type: "array", items: { type: "string" } } as const;
const sha256 = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
const allowance = {
  anyOf: [
    { type: "number", minimum: 0 },
    { type: "array", items: { type: "number", minimum: 0 } },
    { type: "object", required: ["below", "above"] },
  ],
} as const;
const tolerance = {
  type: "object",
  required: ["value"],
  properties: { value: allowance, gradients: { type: "object", additionalProperties: allowance } },
} as const;
const tensorRef = { anyOf: [{ type: "string" }, tensor] } as const;
const answer = {
  type: "object",
  required: ["value", "tolerance"],
  properties: { value: tensorRef, gradients: { type: "object", additionalProperties: tensorRef }, tolerance },
} as const;
const rejection = {
  type: "object",
  required: ["rejected"],
  properties: {
    rejected: {
      type: "object",
      required: ["error", "phase", "message"],
      properties: {
        error: { type: "string" },
        phase: { enum: ["construct", "call", "backward"] },
        message: { type: "string" },
      },
    },
  },
} as const;

const SUMMARY = ["total", ...VERDICTS, "unstable", "imprecise", "gradientsMissing"];

/** JSON Schemas of everything that comes from outside, by the name it has in messages. */
export const SCHEMAS = {
  "case file": {
    type: "object",
    required: ["format", "framework", "version", "loss", "concept", "parameters", "tensors", "answers", "cases"],
    properties: {
      format: { const: 1 },
      framework: { enum: ["pytorch", "tensorflow"] },
      version: { type: "string" },
      loss: { type: "string" },
      concept: { type: "string" },
      parameters: { type: "object" },
      tensors,
      answers: { type: "object", additionalProperties: answer },
      cases: {
        type: "array",
        items: {
          type: "object",
          required: ["id", "args", "inputs", "expect"],
          properties: {
            id: { type: "string", pattern: "^[A-Za-z0-9._/=,+%-]+$" },
            args: { type: "object" },
            inputs: { type: "object", additionalProperties: { type: "string" } },
            wrt: strings,
            notDifferentiable: { type: "object", additionalProperties: { type: "string" } },
            expect: { anyOf: [{ type: "string" }, rejection, answer] },
            unstable: { type: "string" },
            recordedOn: { type: "string" },
          },
        },
      },
    },
  },
  manifest: {
    type: "object",
    required: ["format", "frameworks", "aliases", "files"],
    properties: {
      format: { const: 1 },
      frameworks: { type: "object" },
      aliases: { type: "object", additionalProperties: strings },
      files: {
        type: "array",
        items: {
          type: "object",
          required: ["path", "loss", "framework", "cases", "sha256"],
          properties: {
            path: { type: "string" },
            loss: { type: "string" },
            cases: { type: "integer", minimum: 0 },
            sha256,
          },
        },
      },
    },
  },
  start: {
    type: "object",
    required: ["type", "protocol"],
    properties: { type: { const: "start" }, protocol: { const: 1 } },
  },
  call: {
    type: "object",
    required: ["type", "seq", "id", "loss", "args", "inputs"],
    properties: {
      type: { const: "call" },
      seq: { type: "integer" },
      id: { type: "string" },
      loss: { type: "string" },
      args: { type: "object" },
      inputs: tensors,
      wrt: strings,
      cotangent: { anyOf: [{ const: "ramp" }, tensor] },
    },
  },
  stop: { type: "object", required: ["type"], properties: { type: { const: "stop" } } },
  ready: {
    type: "object",
    required: ["type", "protocol", "name", "version", "language", "losses", "dtypes", "gradients"],
    properties: {
      type: { const: "ready" },
      protocol: { const: 1 },
      name: { type: "string", minLength: 1 },
      version: { type: "string" },
      language: { type: "string" },
      losses: strings,
      dtypes: { type: "array", items: { enum: DTYPES } },
      gradients: { type: "boolean" },
      environment: { type: "string" },
    },
  },
  result: {
    type: "object",
    required: ["type", "seq", "value"],
    properties: { type: { const: "result" }, seq: { type: "integer" }, value: tensor, gradients: tensors },
  },
  rejected: {
    type: "object",
    required: ["type", "seq", "message"],
    properties: { type: { const: "rejected" }, seq: { type: "integer" }, message: { type: "string" } },
  },
  unsupported: {
    type: "object",
    required: ["type", "seq", "reason"],
    properties: { type: { const: "unsupported" }, seq: { type: "integer" }, reason: { type: "string" } },
  },
  "results file": {
    type: "object",
    required: ["format", "suite", "adapter", "run", "summary", "results", "unsupportedRanges"],
    properties: {
      format: { const: 1 },
      suite: {
        type: "object",
        required: ["version", "cases"],
        properties: { version: { type: "string" }, cases: { type: "string" } },
      },
      adapter: {
        type: "object",
        required: ["name", "version", "language"],
        properties: { name: { type: "string" }, version: { type: "string" }, language: { type: "string" } },
      },
      run: {
        type: "object",
        required: ["startedAt", "elapsedMs", "host"],
        properties: {
          startedAt: { type: "string" },
          elapsedMs: { type: "number" },
          host: { type: "string" },
          cpu: { type: "string" },
          environment: { type: "string" },
          shard: { type: "string" },
          selection: { type: "object", additionalProperties: { type: "string" } },
          partial: { type: "string" },
        },
      },
      summary: {
        type: "object",
        required: SUMMARY,
        properties: Object.fromEntries(SUMMARY.map((count) => [count, { type: "integer", minimum: 0 }])),
      },
      results: {
        type: "array",
        items: {
          type: "object",
          required: ["id", "verdict"],
          properties: {
            id: { type: "string" },
            verdict: { enum: VERDICTS },
            kind: { enum: FAIL_KINDS },
            ratio: { anyOf: [{ type: "number" }, { const: "Infinity" }] },
            index: { type: "array", items: { type: "integer", minimum: 0 } },
            where: { type: "string" },
            message: { type: "string" },
            flags: strings,
            gradientsMissing: strings,
            actual: { type: "object", properties: { value: tensor, gradients: tensors } },
          },
        },
      },
      unsupportedRanges: {
        type: "array",
        items: {
          type: "object",
          required: ["pattern", "count", "reason"],
          properties: {
            pattern: { type: "string" },
            count: { type: "integer", minimum: 0 },
            reason: { type: "string" },
          },
        },
      },
    },
  },
  baseline: {
    type: "object",
    required: ["format", "known"],
    properties: {
      format: { const: 1 },
      adapter: { type: "string" },
      cpu: { type: "string" },
      known: {
        type: "array",
        items: {
          type: "object",
          required: ["case", "kind"],
          properties: {
            case: { type: "string" },
            kind: { type: "string" },
            reason: { type: "string" },
            link: { type: "string" },
            borderline: { const: true },
            varies: { const: true },
          },
        },
      },
      unsupported: strings,
    },
  },
} as const;

export type SchemaName = keyof typeof SCHEMAS;
