(function(){"use strict";onmessage=s=>postMessage(s.data+2)})();
//# sourceMappingURL=other.worker-a99cbe1e.js.map
