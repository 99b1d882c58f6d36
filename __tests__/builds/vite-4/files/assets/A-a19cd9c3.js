import{s}from"./shared-e339ab7d.js";const a="/assets/A-aa29f66d.png";function n(){document.body.append("A"+s,Object.assign(new Image,{src:a}))}export{n as default};
//# sourceMappingURL=A-a19cd9c3.js.map
