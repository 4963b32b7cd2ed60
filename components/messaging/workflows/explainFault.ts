/** The validator's faults in words that lead to the state. Pure. */
import type { AslFault } from "asl-validator";

type Bag = Readonly<Record<string, unknown>>;

/** One clause, with the name of the state where it is known. */
export function explainFault(definition: Bag, fault: AslFault): string {
  const { Message: message, schemaError } = fault;
  if (schemaError !== undefined) return shapeFault(definition, schemaError.instancePath, message);
  const target = /^Missing '.*' target: (.*)$/.exec(message)?.[1];
  if (target !== undefined) {
    const from = statesNaming(definition, target);
    const place = from.length > 0 ? `state ${from.join(" and ")}` : "StartAt";
    return `${place} that leads to "${target}", which does not exist`;
  }
  const unreachable = /^State (.*) is not reachable$/.exec(message)?.[1];
  if (unreachable !== undefined) return `state "${unreachable}" that no other state leads to`;
  if (message.includes("is missing a terminal state")) return "no state that ends the execution";
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** The innermost state of a JSON pointer, and the field inside it. */
function shapeFault(definition: Bag, pointer: string, message: string): string {
  const steps = pointer.split("/").slice(1).map(unescapeStep);
  const at = steps.lastIndexOf("States");
  const problem = message.replace(pointer, "").replace(/^\s*is invalid\.\s*/, "");
  const name = steps[at + 1];
  if (at < 0 || name === undefined) return `${steps.join(".") || "a definition"} that ${problem}`;
  const field = steps.slice(at + 2).join(".");
  const state = stateAt(definition, steps.slice(0, at + 2));
  return isMisled(state, field)
    ? `state "${name}" ${wholeFault(state)}`
    : `state "${name}" whose ${field} ${problem}`;
}

/** What each type cannot do without. */
const required: Readonly<Record<string, readonly string[]>> = {
  Choice: ["Choices"],
  Fail: [],
  Map: [],
  Parallel: ["Branches"],
  Pass: [],
  Succeed: [],
  Task: ["Resource"],
  Wait: [],
};

/**
 * True when the validator blames a field for what is wrong with the state: it tries each type in turn
 * and complains that the type is another, and of a query language that it wrote there itself.
 */
function isMisled(state: Bag, field: string): boolean {
  return (
    field === "" ||
    (field === "Type" && String(state["Type"]) in required) ||
    (field === "QueryLanguage" && !("QueryLanguage" in state))
  );
}

function wholeFault(state: Bag): string {
  const type = String(state["Type"]);
  const missing = (required[type] ?? []).filter((field) => !(field in state));
  return missing.length > 0
    ? `without ${missing.join(", ")}`
    : `with a field that a ${type} state does not take, or of a wrong kind`;
}

function unescapeStep(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function stateAt(definition: Bag, steps: readonly string[]): Bag {
  return steps.reduce<Bag>((holder, step) => {
    const next = holder[step];
    return typeof next === "object" && next !== null ? (next as Bag) : {};
  }, definition);
}

/** Names of the states that lead to a target by themselves, not by states inside them. */
function statesNaming(holder: unknown, target: string): string[] {
  if (typeof holder !== "object" || holder === null) return [];
  return Object.entries(holder).flatMap(([key, value]: [string, unknown]) =>
    key === "States" && typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, state]: [string, unknown]) => [
          ...(leadsTo(state, target) ? [`"${name}"`] : []),
          ...statesNaming(state, target),
        ])
      : statesNaming(value, target),
  );
}

function leadsTo(state: unknown, target: string): boolean {
  if (typeof state !== "object" || state === null) return false;
  return Object.entries(state).some(
    ([key, value]: [string, unknown]) =>
      ((key === "Next" || key === "Default") && value === target) ||
      ((key === "Choices" || key === "Catch") &&
        Array.isArray(value) &&
        value.some((item) => leadsTo(item, target))),
  );
}
