import type { Metadata } from "next";

import { ConfirmDialog } from "@/components/blocks/confirm-dialog";
import { DefinitionList } from "@/components/blocks/definition-list";
import { Page } from "@/components/blocks/page";
import { PageHeader } from "@/components/blocks/page-header";
import { Card, Section } from "@/components/blocks/section";
import { RoleBadges } from "@/components/settings/member-table";
import { NameForm, PasswordForm } from "@/components/settings/profile-forms";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { Button } from "@/components/ui/button";
import { getMember } from "@/lib/auth/queries";
import { may } from "@/lib/auth/rules";
import { view } from "@/lib/transport/page";

import { changeNameAction, changePasswordAction, endSessionsAction } from "./actions";

export const metadata: Metadata = { title: "Your profile" };

export default async function Profile({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { me, seesJobs } = await view(workspace, async (ctx) => ({
    me: await getMember(ctx, ctx.actor.id ?? ""),
    seesJobs: may(ctx.actor, "job:read"),
  }));
  const hasPassword = me.signsInWith === "password" || me.signsInWith === "both";
  return (
    <Page>
      <PageHeader title="Your profile" description={me.email} />
      <SettingsTabs workspace={workspace} active="profile" seesJobs={seesJobs} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="space-y-6">
          <Section title="You">
            <Card>
              <DefinitionList
                items={[
                  { term: "E-mail", value: me.email },
                  { term: "Roles here", value: <RoleBadges roles={me.roles} /> },
                  { term: "Signs in with", value: me.signsInWith },
                ]}
              />
            </Card>
          </Section>
          <Section title="Name">
            <Card>
              <NameForm name={me.name} change={changeNameAction.bind(null, workspace)} />
            </Card>
          </Section>
        </div>
        <div className="space-y-6">
          {hasPassword && (
            <Section title="Password">
              <Card>
                <PasswordForm
                  email={me.email}
                  change={changePasswordAction.bind(null, workspace)}
                />
              </Card>
            </Section>
          )}
          <Section
            title="Sessions"
            description="Sign out in every browser, this one included. API keys keep working."
          >
            <ConfirmDialog
              trigger={<Button>Sign out everywhere</Button>}
              title="Sign out everywhere"
              consequence="Every browser you are signed in with has to sign in again, this one included."
              confirm="Sign out"
              action={endSessionsAction.bind(null, workspace)}
            />
          </Section>
        </div>
      </div>
    </Page>
  );
}
