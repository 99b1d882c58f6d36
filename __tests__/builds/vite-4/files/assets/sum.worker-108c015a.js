(function(){"use strict";onmessage=s=>postMessage(s.data+1)})();
//# sourceMappingURL=sum.worker-108c015a.js.map
