# Builds and runs the reproducer; every argument is passed on. The current directory stays, so results land in it.
$ErrorActionPreference = 'Stop'
dotnet run -c Release --project (Join-Path $PSScriptRoot 'stress') -- @args
exit $LASTEXITCODE
