"use client";

import { MoreHorizontal, Pencil, Trash2 } from "lucide-react";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { Section } from "@/components/blocks/section";
import type { FormAction } from "@/components/blocks/use-action-form";
import { Button, IconButton } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Drawer } from "@/components/ui/drawer";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { Tabs } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";

const answer: FormAction = async (_previous, form) => {
  const reason = form.get("reason");
  return typeof reason === "string" && reason.length > 9
    ? { kind: "done", result: null }
    : {
        kind: "refused",
        message: "The reason is too short.",
        fields: { reason: ["Write ten characters or more."] },
      };
};

export function Overlays() {
  return (
    <Section title="Overlays">
      <div className="flex flex-wrap items-center gap-2">
        <Dialog
          trigger={<Button>Dialog</Button>}
          title="Rename the experiment"
          description="Links keep working."
        >
          <div className="flex justify-end">
            <DialogClose>Cancel</DialogClose>
          </div>
        </Dialog>
        <ConfirmDialog
          trigger={<Button variant="danger">Confirm</Button>}
          title="Roll back to version 6"
          consequence="Version 6 goes to production at once, and the champion alias with it; version 7 moves to staging."
          confirm="Roll back"
          tone="danger"
          reason={{ label: "Reason", help: "Ten characters or more." }}
          action={answer}
          done="Rolled back to version 6"
        />
        <Drawer trigger={<Button>Drawer</Button>} title="gbm-depth-6">
          The list stays behind it.
        </Drawer>
        <Menu
          label="Actions"
          trigger={<IconButton label="Actions" icon={<MoreHorizontal aria-hidden />} />}
        >
          <MenuItem icon={<Pencil aria-hidden />} shortcut="r">
            Rename
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 aria-hidden />} danger>
            Delete
          </MenuItem>
        </Menu>
        <Popover title="Popover" trigger={<Button>Popover</Button>}>
          Something about this place.
        </Popover>
        <Button onClick={() => toast("The version is in staging")}>Toast</Button>
      </div>
      <Tabs
        label="Sample"
        items={[
          { value: "params", label: "Params", count: 12, content: "Twelve params" },
          { value: "metrics", label: "Metrics", count: 4, content: "Four metrics" },
        ]}
      />
    </Section>
  );
}
