/** Changes to the text of a document that leave everything else as it was typed. */

import { Kind, parse, type TypeNode } from "graphql";

/** `text` with `@purpose(is: code)` on its first operation; as it was where it cannot be read. */
export function withPurpose(text: string, code: string): string {
  try {
    const operation = parse(text).definitions.find(
      (each) => each.kind === Kind.OPERATION_DEFINITION,
    );
    if (operation?.loc === undefined || operation.selectionSet.loc === undefined) return text;
    const directive = `@purpose(is: ${code})`;
    const named = operation.directives?.find((each) => each.name.value === "purpose")?.loc;
    if (named) return text.slice(0, named.start) + directive + text.slice(named.end);
    const at = operation.selectionSet.loc.start;
    const isShorthand = operation.loc.start === at;
    return `${text.slice(0, at)}${isShorthand ? "query " : ""}${directive} ${text.slice(at)}`;
  } catch {
    return text;
  }
}

/** The variables that `text` declares, with nothing in them yet, as JSON. */
export function variablesOf(text: string): string {
  try {
    const operation = parse(text).definitions.find(
      (each) => each.kind === Kind.OPERATION_DEFINITION,
    );
    const declared = operation?.variableDefinitions ?? [];
    const named = declared.map((each) => [each.variable.name.value, nothing(each.type)] as const);
    return JSON.stringify(Object.fromEntries(named), null, 2);
  } catch {
    return "{}";
  }
}

function nothing(type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return nothing(type.type);
  if (type.kind === Kind.LIST_TYPE) return [];
  if (type.name.value === "Int" || type.name.value === "Float") return 10;
  if (type.name.value === "Boolean") return false;
  return type.name.value.endsWith("Input") ? {} : "";
}
