import { awsSimulations, madeUp } from "./awsSimulation.ts";

/** Networks and who may pass in them. */
export const awsNetwork = awsSimulations({
  "ec2/vpc:Vpc": {
    id: (vpc) => madeUp("vpc", vpc),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `vpc/${id}`) }),
    replaces: ["cidrBlock", "instanceTenancy"],
  },
  "ec2/subnet:Subnet": {
    id: (subnet) => madeUp("subnet", subnet),
    adds: ({ inputs }, place, id) => ({
      arn: place.arn("ec2", `subnet/${id}`),
      // Which letter a zone has differs by account; here its number says it.
      availabilityZone: `${place.region}${letter(String(inputs.availabilityZoneId))}`,
    }),
    replaces: ["availabilityZone", "availabilityZoneId", "cidrBlock", "vpcId"],
  },
  "ec2/internetGateway:InternetGateway": {
    id: (gateway) => madeUp("igw", gateway),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `internet-gateway/${id}`) }),
  },
  "ec2/eip:Eip": {
    id: (address) => madeUp("eipalloc", address),
    adds: (_, place, id) => ({
      allocationId: id,
      publicIp: "192.0.2.20",
      arn: place.arn("ec2", `elastic-ip/${id}`),
    }),
    replaces: ["domain"],
  },
  "ec2/natGateway:NatGateway": {
    id: (gateway) => madeUp("nat", gateway),
    adds: () => ({ publicIp: "192.0.2.20" }),
    replaces: ["allocationId", "availabilityMode", "connectivityType", "subnetId", "vpcId"],
  },
  "ec2/routeTable:RouteTable": {
    id: (table) => madeUp("rtb", table),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `route-table/${id}`) }),
    replaces: ["vpcId"],
  },
  "ec2/route:Route": {
    id: ({ inputs }) => `r-${inputs.routeTableId}-${inputs.destinationCidrBlock}`,
    replaces: ["destinationCidrBlock", "routeTableId"],
  },
  "ec2/routeTableAssociation:RouteTableAssociation": {
    id: (association) => madeUp("rtbassoc", association),
    replaces: ["subnetId"],
  },
  "ec2/vpcEndpoint:VpcEndpoint": {
    id: (endpoint) => madeUp("vpce", endpoint),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `vpc-endpoint/${id}`) }),
    replaces: ["serviceName", "vpcEndpointType", "vpcId"],
  },
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: (group) => madeUp("sg", group),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `security-group/${id}`), name: "default" }),
    replaces: ["vpcId"],
  },
  "ec2/securityGroup:SecurityGroup": {
    id: (group) => madeUp("sg", group),
    adds: ({ name }, place, id) => ({ arn: place.arn("ec2", `security-group/${id}`), name: `${name}-0000000` }),
    replaces: ["description", "vpcId"],
  },
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    id: (rule) => madeUp("sgr", rule),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `security-group-rule/${id}`), securityGroupRuleId: id }),
    replaces: ["securityGroupId"],
  },
  "ec2/flowLog:FlowLog": {
    id: (log) => madeUp("fl", log),
    adds: (_, place, id) => ({ arn: place.arn("ec2", `vpc-flow-log/${id}`) }),
    replaces: ["iamRoleArn", "logDestination", "logDestinationType", "maxAggregationInterval", "trafficType", "vpcId"],
  },
});

/** The letter of a zone by the last digit of its id: `b` of `euw1-az2`. */
function letter(zoneId: string): string {
  return String.fromCharCode("a".charCodeAt(0) + Number(zoneId.at(-1)) - 1);
}
