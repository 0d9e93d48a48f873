# Builds and runs the reproducer; every argument is passed on. The current directory stays, so results land in it.
$ErrorActionPreference = 'Stop'
# The program's exit code is an answer, not an error of this script.
$PSNativeCommandUseErrorActionPreference = $false
if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
    [Console]::Error.WriteLine('run-stress: there is no dotnet on PATH; install the .NET SDK 10')
    exit 3
}
# PowerShell makes an array of none,prepare-tick; the program wants the word that was typed.
$words = @(foreach ($word in $args) { if ($word -is [array]) { $word -join ',' } else { $word } })
try {
    dotnet run -c Release --project (Join-Path $PSScriptRoot 'stress') -- @words
}
finally {
    # After Ctrl-C, too: the program has written its results by then.
    exit $LASTEXITCODE
}
