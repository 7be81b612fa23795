import { environmentFaults } from "@/lib/env";

const faults = environmentFaults(process.env);
if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  process.exit(1);
}

// The launcher that started this process may be killed; then nobody is left to stop it.
if (process.channel) process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
