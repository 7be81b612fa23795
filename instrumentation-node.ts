import { checkSettings } from "@/lib/settings";

checkSettings();

// The launcher that started this process may be killed; then nobody is left to stop it.
if (process.channel) process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
