// In place of act's pkg/container/util.go: steps get a pipe, as on a runner of GitHub, and not a terminal.
//
// With a terminal, act 0.2.89 does not wait for what a step that fails has printed, and loses it now and then.

package container

import (
	"errors"
	"os"
	"syscall"
)

func getSysProcAttr(_ string, _ bool) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}

func openPty() (*os.File, *os.File, error) {
	return nil, nil, errors.New("steps have no terminal here")
}
