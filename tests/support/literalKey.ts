import * as pulumi from "@pulumi/pulumi";
import program from "../../index.ts";

/** The prototype with a key in plain text among the variables of its agent. */
export default async function literalKey(): Promise<Record<string, unknown>> {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "azure-native:app:ContainerApp"
      ? { props: { ...props, template: withKey(props.template) }, opts }
      : undefined,
  );
  return program();
}

interface Template {
  containers: { env?: { name: string; value: string }[] }[];
}

function withKey(template: pulumi.Input<Template>): pulumi.Output<Template> {
  return pulumi.output(template).apply(({ containers: [first, ...others], ...rest }) => ({
    ...rest,
    containers: [
      { ...first, env: [...(first?.env ?? []), { name: "OPENAI_API_KEY", value: "sk-artificial-1234567890abcdef" }] },
      ...others,
    ],
  }));
}
