import type { NodePath, SyntaxNode } from "./stryker.ts";

/** Functions that make a refusal of what they are given, and the one that names what was given instead. */
const REFUSALS = new Set(["refusal", "invalid", "missing"]);
const NAMES = "typeName";
/** Functions that take the words of a refusal, or the name of a kernel for them, among other things. */
const NAMING = /^(check|needs\w+|operands|commonShape|commonDtype|scalarDtype)$/;

/** Neither the class nor the message of a refusal is judged: what only they are made of is no mutant of a loss. */
export function shouldIgnore({ node, parent }: NodePath): string | undefined {
  const isRefusal = isCall(node) && REFUSALS.has(node.callee?.name ?? "");
  const isNameOfType = node.type === "FunctionDeclaration" && node.id?.name === NAMES;
  const isText = node.type === "StringLiteral" || node.type === "TemplateLiteral";
  const isArgument = isText && isCall(parent) && NAMING.test(parent?.callee?.name ?? "");
  const isNameOfRule = isText && parent?.type === "ObjectProperty" && parent.key?.name === "name";
  return isRefusal || isNameOfType || isArgument || isNameOfRule ? "the words of a refusal are not judged" : undefined;
}

// --- internal ---

function isCall(node: SyntaxNode | undefined): boolean {
  return node?.type === "CallExpression";
}
