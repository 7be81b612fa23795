import {
  CheckboxField,
  FormActions,
  FormError,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from "@/components/blocks/form-field";
import { Card, Section } from "@/components/blocks/section";
import { Button } from "@/components/ui/button";

export function Forms() {
  return (
    <Section
      title="Forms"
      description="A fault is told where it is, and stays until it is put right."
    >
      <Card className="max-w-xl">
        <form className="space-y-4">
          <TextField
            name="name"
            label="Name"
            help="Letters, digits and hyphens."
            defaultValue="credit-default"
          />
          <TextField
            name="email"
            label="E-mail"
            defaultValue="nobody"
            error={["Not an e-mail address."]}
          />
          <SelectField
            name="metric"
            label="Primary metric"
            optional
            options={[
              { value: "auc", label: "auc" },
              { value: "loss", label: "loss" },
            ]}
          />
          <TextareaField name="reason" label="Reason" placeholder="What convinced you" />
          <RadioField
            name="exposure"
            label="Who is affected by a wrong answer"
            defaultValue="customers"
            options={[
              {
                value: "staff",
                label: "Our own staff",
                help: "Somebody checks before anything happens.",
              },
              { value: "customers", label: "Customers" },
            ]}
          />
          <CheckboxField
            name="agree"
            label="Send a copy to the owner"
            help="Only this once."
            defaultChecked
          />
          <FormError message="You asked for this gate, so you cannot decide it." />
          <FormActions>
            <Button>Cancel</Button>
            <Button variant="primary">Save the model</Button>
          </FormActions>
        </form>
      </Card>
    </Section>
  );
}
