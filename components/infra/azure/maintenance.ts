import { MaintenanceConfiguration } from "@pulumi/azure-native/containerservice/maintenanceConfiguration.js";
import type * as pulumi from "@pulumi/pulumi";

/** When Azure may upgrade a cluster. */
export interface MaintenanceWindow {
  dayOfWeek: "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday";
  /** Such as 02:00. */
  startTime: string;
  /** Such as +01:00. */
  utcOffset: string;
  /** 4 to 24. */
  durationHours: number;
}

/** The names by which Azure knows what a window is for: Kubernetes itself, and the image of the nodes. */
const SCHEDULES = { kubernetes: "aksManagedAutoUpgradeSchedule", nodes: "aksManagedNodeOSUpgradeSchedule" };

/** Holds both kinds of upgrade to a weekly window. */
export function maintenance(
  name: string,
  cluster: { resourceGroupName: pulumi.Input<string>; resourceName: pulumi.Input<string> },
  { dayOfWeek, startTime, utcOffset, durationHours }: MaintenanceWindow,
  opts: pulumi.CustomResourceOptions,
) {
  return Object.entries(SCHEDULES).map(
    ([part, configName]) =>
      new MaintenanceConfiguration(
        `${name}-${part}`,
        {
          ...cluster,
          configName,
          maintenanceWindow: {
            schedule: { weekly: { dayOfWeek, intervalWeeks: 1 } },
            startTime,
            utcOffset,
            durationHours,
          },
        },
        opts,
      ),
  );
}
