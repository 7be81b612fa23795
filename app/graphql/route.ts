import { refuseUnknown } from "@/lib/transport/unknown";

export { refuseUnknown as POST };
