import { z } from "zod";
import { LEFT_OUT } from "../../components/settings/enterprise/needed.ts";
import { StackConfig } from "../../components/settings.ts";
import { type Node, tidy } from "./node.ts";

/** An encrypted value, as `pulumi config set --secret` writes it. */
const ENCRYPTED = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/**
 * The JSON Schema of a stack file, made from the settings themselves, so that editors complete and check it.
 * It is looser than the program in one way: what only the user can know may be missing.
 */
export function stackFileSchema(): Node {
  const settings = z.toJSONSchema(StackConfig, {
    io: "input",
    override: ({ jsonSchema }) => tidy(jsonSchema as Node),
  }) as Node;
  const { "daca:secrets": secrets, "daca:prototype": prototype, ...properties } = settings.properties ?? {};
  for (const path of LEFT_OUT) allowToLeaveOut(properties["daca:enterprise"], path.split("."));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Stack file of daca",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          ...properties,
          "daca:secrets": { ...secrets, additionalProperties: ENCRYPTED },
          "daca:prototype": { ...prototype, required: [] },
        },
        // Settings of Pulumi itself and of providers.
        patternProperties: { "^(?!daca:)[\\w-]+:": {} },
        additionalProperties: false,
        required: settings.required ?? [],
      },
      secretsprovider: { type: "string" },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      environment: {},
    },
    required: ["config"],
    additionalProperties: false,
  };
}

/** Takes a field out of those that must be there, in every shape that what holds it may have. */
function allowToLeaveOut(node: Node | undefined, [key = "", ...rest]: string[]): void {
  if (node === undefined) return;
  for (const shape of (node.oneOf as Node[] | undefined) ?? [node]) {
    if (rest.length > 0) allowToLeaveOut(shape.properties?.[key], rest);
    else if (shape.required) shape.required = shape.required.filter((name) => name !== key);
  }
}
