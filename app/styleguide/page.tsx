import type { Metadata } from "next";

import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";

import { Charts } from "./charts";
import { Colours, Type } from "./colours";
import { Controls } from "./controls";
import { Forms } from "./forms";
import { Overlays } from "./overlays";
import { Records } from "./records";
import { States } from "./states";
import { Statuses } from "./statuses";
import { Tables } from "./tables";

export const metadata: Metadata = { title: "Style guide", robots: { index: false } };

/** Every building block in its states, on one page, to look at in both modes. Not linked from the console. */
export default function StyleGuide() {
  return (
    <main>
      <Page>
        <PageHeader
          title="Style guide"
          description="The building blocks of the console, each in all its states. The values are samples."
        />
        <Colours />
        <Type />
        <Controls />
        <Statuses />
        <Tables />
        <Records />
        <Forms />
        <Overlays />
        <Charts />
        <States />
      </Page>
    </main>
  );
}
