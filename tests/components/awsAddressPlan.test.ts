import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { addressPlan } from "../../components/infra/aws/addressPlan.ts";
import { zonesOf } from "../../components/infra/aws/zones.ts";

/** First and last address of a range. */
function ends(range: string): [string, string] {
  const [address = "", bits = ""] = range.split("/");
  const first = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const last = first + 2 ** (32 - Number(bits)) - 1;
  return [address, [24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join(".")];
}

function holds(range: string, address: string): boolean {
  const [network = "", bits = ""] = range.split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return list.check(address);
}

describe("the address plan of a VPC", () => {
  it("gives nodes a quarter of the network in each zone, and the rest to small subnets", () => {
    assert.deepEqual(addressPlan("10.50.0.0/16", 3), {
      private: ["10.50.0.0/18", "10.50.64.0/18", "10.50.128.0/18"],
      public: ["10.50.192.0/21", "10.50.200.0/21", "10.50.208.0/21"],
      database: ["10.50.216.0/21", "10.50.224.0/21", "10.50.232.0/21"],
    });
  });

  it("gives a zone that is added later ranges of its own", () => {
    const [two, three] = [addressPlan("10.50.0.0/16", 2), addressPlan("10.50.0.0/16", 3)];
    for (const kind of ["private", "public", "database"] as const) {
      assert.deepEqual(two[kind], three[kind].slice(0, 2));
    }
  });

  for (const network of ["10.50.0.0/16", "172.31.0.0/17", "192.168.128.0/18", "10.8.32.0/19", "10.1.16.0/20"]) {
    it(`cuts ${network} into subnets inside it, none of which overlap`, () => {
      const subnets = Object.values(addressPlan(network, 3)).flat();
      assert.equal(subnets.length, 9);
      for (const subnet of subnets) {
        for (const end of ends(subnet)) {
          assert.deepEqual(
            [network, ...subnets].filter((range) => holds(range, end)),
            [network, subnet],
          );
        }
      }
    });
  }

  for (const network of ["10.50.0.0/15", "10.50.0.0/21", "10.50.1.0/16", "10.50.0.256/16", "10.50.0/16", "10.50.0.0"]) {
    it(`refuses ${network}, and says what it wants`, () => {
      assert.throws(() => addressPlan(network, 3), {
        message: `the network is ${network}, expected the first address and the length of an IPv4 range between /16 and /20, such as 10.50.0.0/16`,
      });
    });
  }

  it("refuses one zone and four", () => {
    assert.throws(() => addressPlan("10.50.0.0/16", 1), /1 zones, expected 2 or 3/);
    assert.throws(() => addressPlan("10.50.0.0/16", 4), /4 zones, expected 2 or 3/);
  });
});

describe("the zones of a region", () => {
  it("are named as they are in every account, without those that EKS cannot use", () => {
    assert.deepEqual(zonesOf("us-east-1", 3), ["use1-az1", "use1-az2", "use1-az4"]);
    assert.deepEqual(zonesOf("ap-southeast-1", 2), ["apse1-az1", "apse1-az2"]);
  });

  it("are refused where there are not as many, with the regions that have them", () => {
    assert.throws(
      () => zonesOf("us-west-1", 3),
      /us-west-1 has 2 known zones, expected 3: choose one of us-east-1, .*fewer zones/,
    );
    assert.throws(() => zonesOf("moon-1", 2), /moon-1 has 0 known zones, expected 2/);
  });
});
