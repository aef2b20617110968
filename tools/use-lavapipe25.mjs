// Test set-up: this process's Vulkan programs run on Mesa 25's CPU driver.

import process from "node:process";
import { lavapipe25 } from "./drivers.mjs";

Object.assign(process.env, lavapipe25());
