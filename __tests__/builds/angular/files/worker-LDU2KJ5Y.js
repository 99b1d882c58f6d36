addEventListener("message",({data:e})=>postMessage(e*2));
