"use client";

export type GatePreview = {
  stage: "staging" | "production" | "retired";
  checks: {
    id: string;
    title: string;
    level: "must" | "should";
    verdict: string;
    reason: string;
  }[];
};
