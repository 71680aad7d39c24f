import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Where } from "./place.ts";

/** The built-in role Owner, whose holders are told of every alert. */
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** Who is told of alerts: the owners of the subscription, and these addresses. */
export function people(
  name: string,
  {
    resourceGroupName,
    tags,
    actionGroupName,
    emails,
  }: Where & { actionGroupName: pulumi.Input<string>; emails: string[] },
  opts: pulumi.CustomResourceOptions,
) {
  return new ActionGroup(
    name,
    {
      resourceGroupName,
      tags,
      location: "Global",
      actionGroupName,
      groupShortName: "daca",
      enabled: true,
      armRoleReceivers: [{ name: "owners", roleId: OWNER, useCommonAlertSchema: true }],
      emailReceivers: emails.map((emailAddress, index) => ({
        name: `email-${index + 1}`,
        emailAddress,
        useCommonAlertSchema: true,
      })),
    },
    opts,
  );
}
