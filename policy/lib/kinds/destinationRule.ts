import type * as k8s from "@pulumi/kubernetes/types/input.js";

/**
 * The part of Istio's DestinationRule (networking.istio.io/v1) that policies look at. The generated type has so many
 * either-or fields that the compiler does not come to an end with it.
 */
export interface DestinationRule {
  metadata?: k8s.meta.v1.ObjectMeta;
  spec?: {
    host?: string;
    exportTo?: string[];
    trafficPolicy?: TrafficPolicy;
    subsets?: { name?: string; labels?: Record<string, string>; trafficPolicy?: TrafficPolicy }[];
  };
}

interface TrafficPolicy {
  connectionPool?: ConnectionPool;
  outlierDetection?: OutlierDetection;
  tls?: Tls;
  portLevelSettings?: {
    port?: { number?: number };
    connectionPool?: ConnectionPool;
    outlierDetection?: OutlierDetection;
    tls?: Tls;
  }[];
}

interface ConnectionPool {
  tcp?: { maxConnections?: number; connectTimeout?: string };
  http?: { http1MaxPendingRequests?: number; http2MaxRequests?: number; maxRequestsPerConnection?: number };
}

interface OutlierDetection {
  consecutive5xxErrors?: number;
  consecutiveErrors?: number;
  consecutiveGatewayErrors?: number;
  interval?: string;
  baseEjectionTime?: string;
  maxEjectionPercent?: number;
}

interface Tls {
  mode?: string;
  caCertificates?: string;
  credentialName?: string;
  insecureSkipVerify?: boolean;
  sni?: string;
}
